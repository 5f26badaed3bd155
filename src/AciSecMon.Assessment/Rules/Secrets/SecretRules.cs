namespace AciSecMon.Assessment.Rules.Secrets;
internal static class SecretRules { public static IReadOnlyList<Rule> All => []; }
