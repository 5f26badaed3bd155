using System.Management.Automation;

namespace AciSecMon.Binding;

/// <summary>Makes an object of a row of a query: a property for each column.</summary>
internal static class RowObject
{
    /// <summary>The object. Columns whose names PowerShell takes for the same, and those without one, get a number.</summary>
    public static PSObject From(LogRow row)
    {
        var made = new PSObject();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string column, object? value) in row.Columns)
        {
            string name = column.Length == 0 ? "Column" : column;
            for (int number = 2; !names.Add(name); number++) name = $"{column}{number}";
            made.Properties.Add(new PSNoteProperty(name, Member(value)));
        }

        return made;
    }

    private static object? Member(object? value)
    {
        switch (value)
        {
            case IReadOnlyDictionary<string, object?> members:
                return From(new LogRow([.. members]));
            case object?[] items:
                return items.Select(Member).ToArray();
            default:
                return value;
        }
    }
}
