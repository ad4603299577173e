use crate::beacons::scenario::check;

#[test]
fn movement() {
    check(CASES);
}

pub(super) const CASES: &str = "
# Units step in all four directions.
..k.. | .k...
.l... | ...m.
...m. | .l...
..n.. | ...n.
orders: k move w; l move s; m move n; n move e
events: k moved 2,0 1,0; l moved 1,1 1,2; m moved 3,2 3,1; n moved 2,3 3,3

# A step off the board fails.
k.
orders: k move n
failed: k off_board

# A step into a wall fails.
k#
orders: k move e
failed: k blocked_by_wall

# A step into the own core fails.
k01K
orders: k move e; K move w
failed: k blocked_by_core; K blocked_by_core

# A step into another's core fails.
0k1
orders: k move e
failed: k blocked_by_core

# A step into a core that is lost fails.
k1.
given: team1 core=0 bank=0
orders: k move e
failed: k blocked_by_core

# Ore cells and beacons can be entered.
ko. | .k.
Kb. | .K.
orders: k move e; K move e

# Two enemies that want the same cell: neither enters.
k.K
orders: k move e; K move w
failed: k contested; K contested

# Two units of a team that want the same cell: neither enters.
k.l
orders: k move e; l move w
failed: k contested; l contested

# Three that want the same cell: none enters.
k.K
.p.
orders: k move e; K move w; p move n
failed: k contested; K contested; p contested

# A contested cell is entered by none even if its own unit leaves.
kmK | k.K
... | .m.
orders: k move e; K move w; m move s
failed: k contested; K contested

# A step that a wall stops does not contest the cell behind it.
k#.l | k#l.
orders: k move e; l move w
failed: k blocked_by_wall

# A swap of two enemies fails.
.kK.
orders: k move e; K move w
failed: k swap; K swap

# A swap of two units of a team fails.
.kl.
orders: k move e; l move w
failed: k swap; l swap

# Behind a swap, the follower and the swapping unit want the same cell.
mkl
orders: m move e; k move e; l move w
failed: k occupied; l contested; m contested

# A cell whose unit stays cannot be entered.
kK
orders: k move e
failed: k occupied

# A chain goes, whoever its units belong to.
kKl. | .kKl
orders: k move e; K move e; l move e

# A chain fails back from a unit that stays.
klmn
orders: k move e; l move e; m move e
failed: k occupied; l occupied; m occupied

# A chain fails back from a unit that a wall stops.
kl#
orders: k move e; l move e
failed: k occupied; l blocked_by_wall

# A chain fails back from a contested cell.
kl.K
orders: k move e; l move e; K move w
failed: k occupied; l contested; K contested

# A ring goes.
kK. | Lk.
Ll. | lK.
orders: k move e; K move s; l move w; L move n

# A ring fails when one of its cells is contested.
kKm
Ll.
orders: k move e; K move s; l move w; L move n; m move w
failed: k contested; l occupied; m contested; K occupied; L occupied

# Two rings beside each other go at the same time.
klKL | mkMK
mnMN | nlNL
orders: k move e; l move s; n move w; m move n; K move e; L move s; N move w; M move n
events: k moved 0,0 1,0; l moved 1,0 1,1; m moved 0,1 0,0; n moved 1,1 0,1; K moved 2,0 3,0; L moved 3,0 3,1; M moved 2,1 2,0; N moved 3,1 2,1
";
