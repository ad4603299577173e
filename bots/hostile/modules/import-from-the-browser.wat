;; Imports from a module that only other hosts have.
(module
  (import "env" "emscripten_run_script" (func (param i32)))
  (memory (export "memory") 2)
  (func (export "_start")))
