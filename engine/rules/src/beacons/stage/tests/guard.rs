use crate::beacons::scenario::check;

#[test]
fn guard() {
    check(CASES);
}

pub(super) const CASES: &str = "
# A guard is noted for the next tick.
k.
orders: k guard
then: k guarded=1
events: k guarded 0,0

# A unit that did something else may guard again.
k. | .k
given: k guarded=1
orders: k move e
then: k guarded=0

# A unit that waited may guard again.
k.
given: k guarded=1
then: k guarded=0

# Guard takes 4 off.
.M.
.kKL
given: L cargo=3
orders: k guard; K strike w; L lance w; M strike s
then: k guarded=1 hp=7; L cargo=0; team1 damage=6

# Guard takes off what there is, and never heals.
kK
given: k hp=5
orders: k guard; K strike w
then: k guarded=1; team1 damage=2

# Guard does nothing when two of the sides are opposite.
LkK
orders: k guard; K strike w; L strike e
then: k guarded=1 hp=5; team1 damage=4

# Opposite sides of different enemies are opposite too.
pkK
orders: k guard; K strike w; p strike e
then: k guarded=1 hp=5; team1 damage=2; team2 damage=2

# Guard holds on neighbouring sides, and takes the bonus for the second off with the rest.
.L.
.kK
orders: k guard; K strike w; L strike s
then: k guarded=1 hp=9; team1 damage=4
";
