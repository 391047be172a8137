# A variable in INSERT DATA
INSERT DATA {
  :a :knows ?someone
}
