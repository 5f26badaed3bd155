namespace AciSecMon.Assessment.Policy;

/// <summary>The count that a part of a rule stands in.</summary>
/// <param name="Name">The name of a count of values, or the alias of a count of fields.</param>
/// <param name="Array">The alias of a count of fields; null for one of values.</param>
/// <param name="Iterations">How often its <c>where</c> is judged because of lists that the rule itself holds.</param>
/// <param name="Outer">The count that this one stands in; null for none.</param>
internal sealed record CountScope(string Name, FieldReference? Array, long Iterations, CountScope? Outer)
{
    /// <summary>True where <c>current</c> may be asked for that name: that of a count around, or an alias of the members of a counted array.</summary>
    public bool Knows(string name)
    {
        string[] arrays = FieldReference.Parse(name)?.Arrays ?? [];
        for (CountScope? one = this; one is not null; one = one.Outer)
        {
            if (string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)) return true;
            if (one.Array is { } counted && arrays.Intersect(counted.Arrays).Any()) return true;
        }

        return false;
    }
}
