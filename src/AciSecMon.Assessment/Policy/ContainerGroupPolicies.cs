using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>Tells which definitions container groups are concerned by, and names those that rules ask for (azure-facts, D.1).</summary>
internal static class ContainerGroupPolicies
{
    private const string Provider = "Microsoft.ContainerInstance/";

    /// <summary>Definitions that put groups into a virtual network, or keep public addresses away.</summary>
    public static IReadOnlySet<string> Network { get; } = Names("8af8f826-edcb-4178-b35f-851ea6fea615", "acisecmon-virtual-network", "acisecmon-no-public-address");

    /// <summary>Definitions that ask for a customer-managed key.</summary>
    public static IReadOnlySet<string> CustomerKey { get; } = Names("0aa61e00-0a01-4a3c-9945-e93cffedf0e6", "acisecmon-customer-managed-key");

    /// <summary>Definitions that write diagnostic settings by a category group, whose default logs nothing.</summary>
    public static IReadOnlySet<string> LogsByCategoryGroup { get; } = Names("85779c9a-7fdf-4294-937c-ded183166fa8", "60ad0a9f-f760-45ff-ab94-4c64d7439f18", "c600af08-49ff-4f7a-b5c9-0686749387b7");

    /// <summary>Definitions that see to it that logs are collected.</summary>
    public static IReadOnlySet<string> Logs { get; } = Names([.. LogsByCategoryGroup, "41ebf9df-66cb-48e9-a8d0-98afb4e150ce", "acisecmon-log-collection"]);

    /// <summary>The definition that appends a workspace with its key.</summary>
    public const string AppendWorkspace = "21c469fa-a887-4363-88a9-60bfd6911a15";

    /// <summary>True for a definition whose condition names container groups, and for those that are known by name where their text could not be read.</summary>
    public static bool Concerns(PolicyDefinition definition) =>
        BuiltInPolicies.IsKnown(definition.Name) || definition.Name.StartsWith("acisecmon-", StringComparison.OrdinalIgnoreCase) || Mentions(definition.Rule["if"]);

    private static bool Mentions(Value value) => value switch
    {
        StringValue text => text.Text.Contains(Provider, StringComparison.OrdinalIgnoreCase),
        ObjectValue obj => obj.Properties.Any(static property => Mentions(property.Value)),
        ArrayValue array => array.Items.Any(Mentions),
        _ => false,
    };

    private static HashSet<string> Names(params string[] names) => new(names, StringComparer.OrdinalIgnoreCase);
}
