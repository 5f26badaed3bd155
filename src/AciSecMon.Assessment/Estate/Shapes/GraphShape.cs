using System.Globalization;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>
/// Rows of Azure Resource Graph: whole ones with a <c>properties</c> object, and projected ones with columns such as <c>properties_ipAddress_type</c>.
/// A projected row is known to carry its columns and nothing else.
/// </summary>
internal static class GraphShape
{
    private const string Prefix = "properties_";

    // Members that the API requires of their object: where the column is there and empty, the object itself is absent.
    private static readonly Dictionary<string, string> RequiredMember = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ipAddress"] = "type",
        ["logAnalytics"] = "workspaceId",
        ["diagnostics"] = "logAnalytics",
        ["encryptionProperties"] = "keyName",
        ["networkProfile"] = "id",
        ["containerGroupProfile"] = "id",
        ["subnetIds"] = "id",
    };

    public static ObjectValue ToCanonical(ObjectValue row, AciSubjectType kind)
    {
        ObjectValue envelope = Envelope.ToCanonical(row, kind, onlyKnown: true);
        if (envelope.Find("properties") is ObjectValue whole)
        {
            ObjectValue filled = kind == AciSubjectType.ContainerGroup
                ? NotCarried.Fill(whole, ["instanceView"], static name => $"Resource Graph does not carry {name}")
                : whole;
            return With(envelope, filled);
        }

        List<Property> carried = [.. envelope.Properties.Where(static p => !IsNamed(p, "properties"))];
        foreach (string name in (ReadOnlySpan<string>)["identity", "tags", "zones", "location"])
        {
            if (row.Find(name) is null) carried.Add(new(name, Unknown(name, row.Location)));
        }

        carried.Add(new("properties", PropertiesOf(row)));
        return new ObjectValue(carried, location: row.Location);
    }

    /// <summary>The rows of an answer in table form, as objects.</summary>
    public static ArrayValue RowsOf(Value table)
    {
        List<Value> rows = [];
        IReadOnlyList<Value> columns = table["columns"].Items;
        foreach (Value row in table["rows"].Items)
        {
            List<Property> cells = [];
            for (int i = 0; i < columns.Count && i < row.Items.Count; i++)
            {
                if (columns[i]["name"].AsText() is { } name) cells.Add(new(name, row.Items[i], row.Items[i].Location));
            }

            rows.Add(new ObjectValue(cells, location: row.Location));
        }

        return new ArrayValue(rows, location: table.Location);
    }

    private static ObjectValue PropertiesOf(ObjectValue row)
    {
        var root = new Node();
        foreach (Property column in row.Properties)
        {
            if (column.Name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) root.Add(column.Name[Prefix.Length..].Split('_'), 0, column.Value);
            else if (!Envelope.IsPart(column.Name) && IsProperty(column.Name) && !column.Value.IsMissingOrEmpty()) root.Add([column.Name], 0, column.Value);
        }

        return (ObjectValue)root.ToValue("properties", row.Location);
    }

    // A column that is called like a property was projected from it; other columns are computed and say nothing that can be relied on.
    private static bool IsProperty(string name) =>
        KnownProperties.Of(AciSubjectType.ContainerGroup).Knows("properties", out KnownShape? shape) && shape!.Knows(name, out _);

    private static UnresolvedValue Unknown(string name, SourceLocation location) => NotCarried.Of(name, $"the row does not carry {name}", location);

    private static ObjectValue With(ObjectValue envelope, ObjectValue properties) => new(
        [.. envelope.Properties.Where(static p => !IsNamed(p, "properties")), new("properties", properties)], envelope.Rest, envelope.Location);

    private static bool IsNamed(Property property, string name) => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>A level of the tree that column names spell out.</summary>
    private sealed class Node
    {
        private readonly List<(string Name, Node Below)> members = [];
        private Value? own;

        public void Add(string[] path, int at, Value value)
        {
            if (at == path.Length)
            {
                own = value;
                return;
            }

            Node? below = members.Find(m => string.Equals(m.Name, path[at], StringComparison.OrdinalIgnoreCase)).Below;
            if (below is null) members.Add((path[at], below = new Node()));
            below.Add(path, at + 1, value);
        }

        public Value ToValue(string name, SourceLocation location)
        {
            if (own is not null) return own.IsMissingOrEmpty() ? new MissingValue(own.Location) : own;
            UnresolvedValue rest = Unknown(name, location);
            if (members.Count > 0 && members.TrueForAll(static m => int.TryParse(m.Name, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            {
                Value[] items = [.. members.Select(m => m.Below.ToValue(name, location)).Where(static v => !v.IsMissing)];
                return items.Length == 0 ? new MissingValue(location) : new ArrayValue(items, rest, location);
            }

            List<Property> properties = [.. members.Select(m => new Property(m.Name, m.Below.ToValue(m.Name, location)))];
            bool isAbsent = RequiredMember.TryGetValue(name, out string? required)
                && properties.Exists(p => IsNamed(p, required) && p.Value.IsMissing);
            return isAbsent ? new MissingValue(location) : new ObjectValue(properties, rest, location);
        }
    }
}
