use crate::beacons::scenario::check;

#[test]
fn give() {
    check(CASES);
}

pub(super) const CASES: &str = "
# A unit gives to its neighbour.
kl
given: k cargo=5
orders: k give e 3
then: k cargo=2; l cargo=3
events: k gave l 0,0 1,0 3

# It gives no more than it has.
kl
given: k cargo=5
orders: k give e 4000000000
then: k cargo=0; l cargo=5

# It gives no more than fits; the rest stays.
kl
given: k cargo=5; l cargo=8
orders: k give e 5
then: k cargo=3; l cargo=10

# A full neighbour takes nothing.
kl
given: k cargo=5; l cargo=10
orders: k give e 5
failed: k receiver_full

# The core puts it into the bank, which has no limit.
k0
given: k cargo=5; team0 bank=1000000
orders: k give e 5
then: k cargo=0; team0 bank=1000005
events: k gave core0 0,0 1,0 5

# A lost core takes nothing.
k0
given: k cargo=5; team0 core=0 bank=0
orders: k give e 5
failed: k no_receiver

# Enemies, their cores, empty cells, walls and the edge take nothing.
.nk1
.Nl#
..m.
given: k cargo=1; l cargo=1; m cargo=1; n cargo=1
orders: k give e 1; l give e 1; m give e 1; n give s 1
failed: k no_receiver; l no_receiver; m no_receiver; n no_receiver

# Off the board is nobody.
k.
given: k cargo=1
orders: k give w 1
failed: k no_receiver

# Who has nothing gives nothing.
kl
orders: k give e 3
failed: k no_cargo

# In the order of numbers: cargo goes through several hands.
klm
given: k cargo=4
orders: k give e 4; l give e 4
then: k cargo=0; m cargo=4

# In the order of numbers: who is earlier does not have it yet.
lkm
given: l cargo=4
orders: k give e 4; l give e 4
then: l cargo=0; k cargo=4
failed: k no_cargo

# In the order of numbers: the room is that of the moment.
klm
given: k cargo=4; l cargo=10
orders: k give e 4; l give e 10
then: l cargo=0; m cargo=10
failed: k receiver_full

# What was picked up in this tick can be given.
k0
given: 0,0 loose=4
orders: k give e 4
then: team0 bank=16; 0,0 loose=0
";
