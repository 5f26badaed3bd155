using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Parameters;

/// <summary>Reads <c>reference: { keyVault: { id }, secretName }</c>, which stands in place of a parameter's value (azure-resource-manager/templates/key-vault-parameter).</summary>
internal static class KeyVaultReference
{
    /// <summary>The secret as an unresolved, secure value; null where the entry is no reference.</summary>
    public static UnresolvedValue? TryRead(ObjectValue entry, string parameter)
    {
        if (entry.Find("reference") is not ObjectValue reference) return null;
        string text = reference["secretName"].AsText() is { } secret ? $"Key Vault secret {secret}" : "Key Vault secret";
        var origin = new Origin(OriginKind.KeyVaultReference, parameter, IsSecure: true, reference.Location);
        return new UnresolvedValue(text, new UnresolvedCause(CauseKind.RuntimeFunction, text, reference.Location), reference.Location, Origins.Of(origin));
    }
}
