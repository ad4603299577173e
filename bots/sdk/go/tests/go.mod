module probe

go 1.27

require robodrome v0.0.0

replace robodrome => ../robodrome
