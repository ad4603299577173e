module broker

go 1.27

require robodrome v0.0.0

replace robodrome => ../../sdk/go/robodrome
