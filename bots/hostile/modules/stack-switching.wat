;; Brings its own coroutines.
(module
  (memory (export "memory") 2)
  (type $f (func))
  (type $c (cont $f))
  (elem declare func $go)
  (func $go)
  (func (export "_start") (drop (cont.new $c (ref.func $go)))))
