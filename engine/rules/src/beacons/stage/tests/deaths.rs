use crate::beacons::scenario::check;

#[test]
fn deaths() {
    check(CASES);
}

pub(super) const CASES: &str = "
# The cargo of a dead unit stays on its cell.
kK | k.
given: K hp=2 cargo=4
orders: k strike e
then: team0 damage=2; 1,0 loose=4
events: K died 1,0

# It adds to what lies there.
kK | k.
given: K hp=1 cargo=10; 1,0 loose=7
orders: k strike e
then: team0 damage=2; 1,0 loose=17

# A dead unit without cargo leaves nothing.
kK | k.
given: K hp=2
orders: k strike e
then: team0 damage=2

# A lance that was paid is not dropped.
k.K | k..
given: K hp=2 cargo=5; k hp=10
orders: k lance e; K lance w
given: k cargo=3
then: k cargo=0 hp=8; team0 damage=2; team1 damage=2; 2,0 loose=2

# A unit that dies does not mine.
kK | ko
given: K hp=2 on=o
orders: k strike e; K mine
then: team0 damage=2
failed: K died

# A unit that dies does not give; what it had lies on its cell.
kKL | k.L
given: K hp=2 cargo=3
orders: k strike e; K give e 3
then: team0 damage=2; 1,0 loose=3
failed: K died

# A unit that dies does not repair.
kKL | k.L
given: K hp=2 cargo=3; L hp=5
orders: k strike e; K repair e
then: team0 damage=2; 1,0 loose=3
failed: K died

# A unit that dies cannot be given to.
kKL | k.L
given: K hp=2; L cargo=3
orders: k strike e; L give w 3
then: team0 damage=2
failed: L no_receiver

# A unit that dies was still in the way.
kKL | k.L
given: K hp=2
orders: k strike e; L move w
then: team0 damage=2
failed: L occupied

# A lost core takes its bank with it.
k1
given: team1 core=2 bank=9
orders: k strike e
then: team0 damage=2; team1 core=0 bank=0
events: core1 hurt 1,0 2; core1 lost 1,0

# Units play on without their core.
k1K. | k1.K
given: team1 core=1
orders: k strike e; K move e
then: team0 damage=2; team1 core=0 bank=0
";
