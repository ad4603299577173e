// The SDK of Robodrome. Licence: MIT OR Apache-2.0.
module robodrome

go 1.27
