console.log("hello", [1, 2, 3, 4, 5].reduce((a, b) => a + b));

let orders = [{ unit: 0, do: "mine" }];

function tick({ tick }) {
  const wrong = tick === 3 ? null : {};
  return wrong.orders ?? orders;
}

const end = ({ result }) => console.log("over", result);
