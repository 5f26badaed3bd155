using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Values that a source does not carry: nobody can say from it whether the resource has them.</summary>
internal static class NotCarried
{
    /// <summary>A property that this source leaves out.</summary>
    /// <param name="property">Its name in Resource Manager's form.</param>
    /// <param name="why">The cause, such as "list responses leave out ipAddress".</param>
    /// <param name="location">Where the source stands.</param>
    public static UnresolvedValue Of(string property, string why, SourceLocation location) =>
        new(property, new UnresolvedCause(CauseKind.NotCarried, why, location), location);

    /// <summary>The object with unknown values for the properties of these names that it does not have.</summary>
    public static ObjectValue Fill(ObjectValue known, ReadOnlySpan<string> names, Func<string, string> why)
    {
        List<Property>? filled = null;
        foreach (string name in names)
        {
            if (known.Find(name) is not (null or MissingValue)) continue;
            filled ??= [.. known.Properties.Where(static p => !p.Value.IsMissing)];
            filled.Add(new(name, Of(name, why(name), known.Location)));
        }

        return filled is null ? known : new ObjectValue(filled, known.Rest, known.Location, known.Origins);
    }
}
