using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Store;

/// <summary>A resource in a store, which need not be made to be counted or passed over.</summary>
internal readonly struct StoredResource
{
    private readonly IBaseEstate? source;
    private readonly int number;
    private readonly string? id;
    private readonly JsonObject? written;

    public StoredResource(string id, JsonObject written) => (this.id, this.written) = (id, written);

    public StoredResource(IBaseEstate source, int number) => (this.source, this.number) = (source, number);

    /// <summary>Its id.</summary>
    public string Id => id ?? source!.IdAt(number);

    /// <summary>Its type.</summary>
    public string Type => written is null ? source!.Types[source.TypeAt(number)] : ResourceStore.TypeOf(written);

    /// <summary>The resource to look at. Whoever changes it puts it into the store again.</summary>
    public JsonObject Read() => written ?? source!.At(number);

    /// <summary>The resource to take apart.</summary>
    public JsonObject Copy() => written?.DeepClone().AsObject() ?? source!.At(number);
}
