using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Binds containers and init containers.</summary>
internal static class ContainerBinder
{
    /// <summary>Containers and init containers of a group, in this order.</summary>
    public static ModelList<Container> Bind(Value properties)
    {
        ModelList<Container> containers = Bind(properties["containers"], "containers", isInit: false);
        ModelList<Container> inits = Bind(properties["initContainers"], "initContainers", isInit: true);
        if (inits.Items.Count == 0 && inits.Rest is null) return containers;
        return new([.. containers.Items, .. inits.Items], containers.Rest ?? inits.Rest);
    }

    public static ModelList<PortEntry> BindPorts(Value ports, Place place) =>
        Lists.Bind(ports, "ports", PlaceKeys.ByPort, (key, item) => new PortEntry(place.Of("ports", key), item["port"], item["protocol"], item.Location));

    private static ModelList<Container> Bind(Value list, string name, bool isInit) =>
        Lists.Bind(list, name, PlaceKeys.ByName, (key, item) => Bind(Place.Root.Of(name, key), item, isInit));

    private static Container Bind(Place place, Value item, bool isInit)
    {
        Value properties = Lists.ObjectOrUnknown(item["properties"], "properties");
        return new Container
        {
            Place = place,
            IsInit = isInit,
            Name = item["name"],
            DisplayName = PlaceKeys.ByName(item),
            Location = item.Location,
            Properties = properties,
            Image = properties["image"],
            Ports = BindPorts(properties["ports"], place),
            EnvironmentVariables = Lists.Bind(properties["environmentVariables"], "environmentVariables", PlaceKeys.ByName,
                (key, variable) => new EnvironmentVariable(
                    place.Of("environmentVariables", key), variable["name"], PlaceKeys.ByName(variable), variable, variable.Location)),
        };
    }
}
