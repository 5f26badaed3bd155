using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Security;

namespace AciSecMon.Binding;

/// <summary>
/// Reduces an object of the pipeline to plain dictionaries, lists and scalars. Only what already lies in memory is read: no script or code properties are run,
/// no sequence is enumerated that is not a list, and depth and size are bounded.
/// </summary>
internal sealed class ObjectTree
{
    private const int MaximumDepth = 64;
    private const int MaximumValues = 250_000;
    private const string AzureModules = "Microsoft.Azure.";

    private readonly HashSet<object> open = new(ReferenceEqualityComparer.Instance);
    private readonly string typeName;
    private int values;

    private ObjectTree(string typeName) => this.typeName = typeName;

    /// <summary>The tree of an object.</summary>
    /// <exception cref="AciProblemException">The object is too deep, too large, refers to itself, or holds what cannot be read.</exception>
    public static object? From(object value, string typeName) => new ObjectTree(typeName).Read(value, 0, string.Empty);

    /// <summary>True where the object has parts that can be read.</summary>
    public static bool IsComposite(object value) => value is IDictionary or IList or PSCustomObject || HasReadableProperties(value.GetType());

    private object? Read(object? value, int depth, string place)
    {
        if (++values > MaximumValues) throw Refused("AciObjectTooLarge", AciProblemKind.LimitExceeded, $"has more than {MaximumValues} values", "Give smaller objects.");
        if (Scalar(value is PSObject wrapped ? wrapped.BaseObject : value) is { Known: true } scalar) return scalar.Value;
        if (depth >= MaximumDepth) throw Refused("AciObjectTooDeep", AciProblemKind.LimitExceeded, $"is more than {MaximumDepth} levels deep", "Give the container group itself.");

        object identity = value is PSObject { BaseObject: not PSCustomObject } adapted ? adapted.BaseObject : value!;
        if (!open.Add(identity)) throw Refused("AciObjectCyclic", AciProblemKind.InvalidData, $"refers to itself at '{place}'", "Give the container group itself.");
        try
        {
            return Composite(value!, depth + 1, place);
        }
        finally
        {
            open.Remove(identity);
        }
    }

    private object Composite(object value, int depth, string place)
    {
        object bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        switch (bare)
        {
            case IDictionary dictionary:
                return Members(dictionary.Cast<DictionaryEntry>().Select(static entry => (Name(entry.Key), entry.Value)), depth, place);
            case IList list:
                var items = new List<object?>(list.Count);
                foreach (object? item in list) items.Add(Read(item, depth, place));
                return items;
            case PSCustomObject:
                // Stored objects carry their properties as such, all others as notes.
                IEnumerable<PSPropertyInfo> kept = ((PSObject)value).Properties.Where(static property => property.MemberType is PSMemberTypes.NoteProperty or PSMemberTypes.Property);
                return Members(kept.Select(static property => (property.Name, (object?)property.Value)), depth, place);
            default:
                return HasReadableProperties(bare.GetType()) ? Members(Properties(bare), depth, place) : UnreadableObject.Instance;
        }
    }

    private Dictionary<string, object?> Members(IEnumerable<(string Name, object? Value)> members, int depth, string place)
    {
        var tree = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach ((string name, object? member) in members) tree[name] = Read(member, depth, place.Length == 0 ? name : $"{place}.{name}");
        return tree;
    }

    private static IEnumerable<(string Name, object? Value)> Properties(object value) => value.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(static property => property.CanRead && property.GetIndexParameters().Length == 0)
        .Select(property => (property.Name, property.GetValue(value)));

    /// <summary>Models of the Az modules and classes written in PowerShell hold plain data; what the getters of other types do cannot be known.</summary>
    private static bool HasReadableProperties(Type type) =>
        !type.IsValueType && (type.FullName!.StartsWith(AzureModules, StringComparison.Ordinal) || type.Assembly.IsDynamic);

    private static (bool Known, object? Value) Scalar(object? value) => value switch
    {
        null or DBNull => (true, null),
        string or bool => (true, value),
        char letter => (true, letter.ToString()),
        sbyte or byte or short or ushort or int or uint or long => (true, Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ulong or float or double or decimal or System.Numerics.BigInteger => (true, Number(value)),
        DateTime time => (true, time.ToString("O", CultureInfo.InvariantCulture)),
        DateTimeOffset time => (true, time.ToString("O", CultureInfo.InvariantCulture)),

        // The engine needs to know that it is there and a secret, and no more.
        SecureString => (true, value),
        Uri or Version or Enum => (true, value.ToString()),
        SwitchParameter present => (true, present.IsPresent),
        IFormattable when value.GetType().IsValueType => (true, ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),

        // Older Az modules write their closed lists as structures that only know their text.
        _ when value.GetType().IsValueType && value.GetType().FullName!.StartsWith(AzureModules, StringComparison.Ordinal) => (true, value.ToString()),
        _ => (false, null),
    };

    private static double Number(object value) => value is System.Numerics.BigInteger large ? (double)large : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static string Name(object key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? string.Empty;

    private AciProblemException Refused(string id, AciProblemKind kind, string what, string advice) => new(new AciProblem
    {
        Id = id,
        Kind = kind,
        Message = $"An object of type {typeName} {what}.",
        Target = typeName,
        Recommendation = advice,
    });

    /// <summary>Stands for what is not read. The engine takes it as a value that could not be resolved.</summary>
    private sealed class UnreadableObject
    {
        public static readonly UnreadableObject Instance = new();
    }
}
