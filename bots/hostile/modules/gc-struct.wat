;; Allocates on a collected heap, of which the host would hold the memory.
(module
  (memory (export "memory") 2)
  (type $node (struct (field (ref null $node))))
  (func (export "_start") (drop (struct.new_default $node))))
