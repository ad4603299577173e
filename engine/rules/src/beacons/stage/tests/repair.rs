use crate::beacons::scenario::check;

#[test]
fn repair() {
    check(CASES);
}

pub(super) const CASES: &str = "
# A unit repairs its neighbour, for cargo.
kl
given: k cargo=2; l hp=5
orders: k repair e
then: k cargo=1; l hp=6
events: l healed 1,0 1

# A unit repairs the own core.
k0
given: k cargo=1; team0 core=10
orders: k repair e
then: k cargo=0; team0 core=11
events: core0 healed 1,0 1

# What is full costs nothing.
kl0m
given: k cargo=1; m cargo=1
orders: k repair e; m repair w
failed: k nothing_to_repair; m nothing_to_repair

# Who cannot pay repairs nothing.
kl
given: l hp=5
orders: k repair e
failed: k no_cargo

# In the order of numbers: the last hit point is paid for once.
klm
given: k cargo=1; m cargo=1; l hp=9
orders: k repair e; m repair w
then: k cargo=0; l hp=10
failed: m nothing_to_repair

# Repairing more at a time stops at the maximum.
kl
rules: repair_amount=5; repair_cost=2
given: k cargo=3; l hp=8
orders: k repair e
then: k cargo=1; l hp=10

# It can be paid with what was given in this tick.
lkm
given: l cargo=1; m hp=5
orders: l give e 1; k repair e
then: l cargo=0; m hp=6

# What was hurt in this tick can be repaired.
klK
given: k cargo=1
orders: k repair e; K strike w
then: k cargo=0; l hp=9; team1 damage=2

# Enemies, empty cells and the edge are not repaired.
.k.
.lK
given: k cargo=1; l cargo=1; K hp=5
orders: k repair n; l repair e
failed: k no_receiver; l no_receiver

# A lost core is not repaired.
k0
given: k cargo=1; team0 core=0 bank=0
orders: k repair e
failed: k no_receiver
";
