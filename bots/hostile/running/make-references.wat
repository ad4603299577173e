;; Makes references to functions as fast as it can, each of which may be a call of the host.
(module
  (memory (export "memory") 2)
  (elem declare func $f)
  (func $f)
  (func (export "_start")
    (loop $again
      (drop (ref.func $f)) (drop (ref.func $f)) (drop (ref.func $f)) (drop (ref.func $f))
      (br $again))))
