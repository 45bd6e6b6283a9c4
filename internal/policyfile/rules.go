package policyfile

// RuleNames returns the names of all rules, sorted.
func RuleNames() []string {
	return []string{
		"call-unresolved", "client-secret-literal", "client-secret-public", "endpoint-retired", "endpoint-unknown",
		"spa-endpoint", "spa-risky",
	}
}
