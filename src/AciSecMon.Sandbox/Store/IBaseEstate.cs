using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Store;

/// <summary>
/// What an estate has from the beginning, by number in the order of the ids, ignoring case. It never changes: what is written later lies over it. A resource is made
/// when it is asked for and belongs to who asked.
/// </summary>
internal interface IBaseEstate
{
    /// <summary>How many resources there are.</summary>
    int Count { get; }

    /// <summary>The types that there are.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>The type of a resource, as a number in <see cref="Types"/>.</summary>
    int TypeAt(int number);

    /// <summary>The id of a resource.</summary>
    string IdAt(int number);

    /// <summary>A resource.</summary>
    JsonObject At(int number);
}

/// <summary>Nothing at all.</summary>
internal sealed class NoBaseEstate : IBaseEstate
{
    /// <summary>The one there is.</summary>
    public static NoBaseEstate Instance { get; } = new();

    public int Count => 0;

    public IReadOnlyList<string> Types => [];

    public int TypeAt(int number) => throw new ArgumentOutOfRangeException(nameof(number));

    public string IdAt(int number) => throw new ArgumentOutOfRangeException(nameof(number));

    public JsonObject At(int number) => throw new ArgumentOutOfRangeException(nameof(number));
}
