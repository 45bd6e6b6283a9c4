package main

// A map that a function is handed has other keys than those it puts in.
func runKeys() { putsOne(map[string]string{"users": ""}) }

func putsOne(m map[string]string) {
	m["roles"] = ""
	for k := range m {
		probe("keys.1", "/"+k)
	}
}
