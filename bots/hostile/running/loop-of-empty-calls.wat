;; Calls a function that does nothing, which is charged to its caller.
(module
  (memory (export "memory") 2)
  (func $nothing)
  (func (export "_start")
    (loop $again (call $nothing) (call $nothing) (call $nothing) (br $again))))
