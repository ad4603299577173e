//! Does nothing: reads each tick and answers without an order. The opponent to beat first.

fn main() {
    robodrome::run(|_| {});
}
