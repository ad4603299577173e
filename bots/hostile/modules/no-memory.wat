;; Has no memory, so that every pointer that it hands over is wrong.
(module
  (func (export "_start")))
