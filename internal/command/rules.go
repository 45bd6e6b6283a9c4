package command

// ruleNames returns the names of all rules, sorted.
func ruleNames() []string {
	return []string{
		"call-unresolved", "client-secret-literal", "client-secret-public", "endpoint-retired", "endpoint-unknown",
		"spa-endpoint", "spa-risky",
	}
}
