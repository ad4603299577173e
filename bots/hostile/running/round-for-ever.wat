;; Rounds floats, for which old processors need a function.
(module
  (memory (export "memory") 2)
  (func (export "_start") (local $x f64)
    (loop $again
      (local.set $x (f64.nearest (f64.floor (f64.ceil (f64.trunc (f64.add (local.get $x) (f64.const 0.3)))))))
      (br $again))))
