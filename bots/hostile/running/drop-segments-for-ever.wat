;; Drops the same segments again and again, each of which may be a call of the host.
(module
  (memory (export "memory") 2)
  (elem $e func $f)
  (data $d "data")
  (func $f)
  (func (export "_start")
    (loop $again (elem.drop $e) (data.drop $d) (elem.drop $e) (data.drop $d) (br $again))))
