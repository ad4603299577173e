;; Calls through a typed function reference.
(module
  (memory (export "memory") 2)
  (type $f (func))
  (elem declare func $go)
  (func $go (type $f))
  (func (export "_start") (call_ref $f (ref.func $go))))
