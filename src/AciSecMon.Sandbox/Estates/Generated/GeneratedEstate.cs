using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Estates.Generated;

/// <summary>
/// A made-up company of any size: groups, a tenth of them with faults, and what they use. A resource is a few numbers until it is asked for, so that an estate takes some
/// twenty bytes for each. Nothing in it is real, no secret either.
/// </summary>
internal sealed class GeneratedEstate : IBaseEstate
{
    private readonly Place[] places;
    private readonly Names names;
    private readonly GroupMaker groups;
    private readonly NeighbourMaker neighbours;

    /// <summary>Lays an estate out.</summary>
    public GeneratedEstate(EstatePlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(plan.Groups, nameof(plan));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(plan.Subscriptions, nameof(plan));
        places = PlaceList.Of(plan);
        names = new Names(plan);
        groups = new GroupMaker(plan, names);
        neighbours = new NeighbourMaker(plan, names);
    }

    public int Count => places.Length;

    public IReadOnlyList<string> Types => Names.Types;

    public int TypeAt(int number) => (int)places[number].Kind;

    public string IdAt(int number) => names.IdOf(places[number]);

    public JsonObject At(int number)
    {
        Place place = places[number];
        var made = new JsonObject { ["id"] = names.IdOf(place), ["name"] = names.Of(place), ["type"] = Names.Types[(int)place.Kind] };
        if (place.Kind == Kind.ContainerGroup) groups.Fill(made, place);
        else neighbours.Fill(made, place);
        return made;
    }
}
