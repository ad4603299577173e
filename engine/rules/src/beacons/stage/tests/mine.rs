use crate::beacons::scenario::check;

#[test]
fn mine() {
    check(CASES);
}

pub(super) const CASES: &str = "
# Mining takes 1 from the cell.
k.
given: k on=o
orders: k mine
then: k cargo=1; 0,0 ore=59
events: k mined 0,0 1

# Where there is no ore, nothing is mined.
k.
orders: k mine
failed: k no_ore

# Where the ore is used up, nothing is mined.
k.
given: k on=o; 0,0 ore=0
orders: k mine
failed: k no_ore

# A full unit does not mine.
k.
given: k on=o cargo=10
orders: k mine
failed: k cargo_full

# Mining more at a time takes no more than is left.
k.
rules: mine_amount=3
given: k on=o; 0,0 ore=2
orders: k mine
then: k cargo=2; 0,0 ore=0

# Mining more at a time takes no more than fits.
k.
rules: mine_amount=3
given: k on=o cargo=9
orders: k mine
then: k cargo=10; 0,0 ore=59

# A unit picks up loose cargo without an order.
k.
given: 0,0 loose=4; k cargo=3
then: k cargo=7; 0,0 loose=0
events: k picked 0,0 4

# A unit picks up loose cargo whatever its order, and whether that failed or not.
k#K
given: 0,0 loose=4; 2,0 loose=1
orders: k strike e; K guard
then: k cargo=4; K cargo=1 guarded=1; 0,0 loose=0; 2,0 loose=0
failed: k missed

# A unit picks up where it stepped.
k. | .k
given: 1,0 loose=4
orders: k move e
then: k cargo=4; 1,0 loose=0

# What does not fit stays.
k.
given: k cargo=8; 0,0 loose=100
then: k cargo=10; 0,0 loose=98

# Mining comes before picking up.
k.
given: k on=o cargo=9; 0,0 loose=5
orders: k mine
then: k cargo=10; 0,0 ore=59

# A lance makes room for loose cargo.
k..
given: k cargo=10; 0,0 loose=5
orders: k lance e
then: k cargo=10; 0,0 loose=2
failed: k missed
";
