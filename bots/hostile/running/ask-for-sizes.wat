;; Asks for the size of memory and table, each of which may be a call of the host.
(module
  (memory (export "memory") 2)
  (table $t 2 funcref)
  (func (export "_start")
    (loop $again
      (drop (memory.size)) (drop (table.size $t)) (drop (memory.size)) (drop (table.size $t))
      (br $again))))
