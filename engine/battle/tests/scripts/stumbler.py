print("hello", sum(range(6)))

ORDERS = [{"unit": 0, "do": "mine"}]

def tick(message):
    wrong = None if message["tick"] == 3 else {"orders": ORDERS}
    return wrong["orders"]


def end(message):
    print("over", message["result"])
