using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Makes the public model of a container: without the values of variables and the words of commands, which may be secrets.</summary>
internal static class ContainerProjection
{
    public static AciContainer ToContract(Container container, ContainerGroup group) => new()
    {
        Name = ShownText.OfName(container.DisplayName),
        Image = ShownText.Of(container.Image),
        Port = [.. container.Ports.Items.Select(ToContract)],
        Cpu = container.Properties["resources"]["requests"]["cpu"].AsReal(),
        MemoryInGB = container.Properties["resources"]["requests"]["memoryInGB"].AsReal(),
        EnvironmentVariable = [.. container.EnvironmentVariables.Items.Select(v => new AciEnvironmentVariable { Name = ShownText.OfName(v.DisplayName), Kind = KindOf(v, group) })],
        CommandLength = container.Command.Items.Count,
        RestartCount = RestartCountOf(container),
    };

    public static AciPort ToContract(PortEntry port) => new()
    {
        Port = port.Port.AsWhole() is { } number and > 0 and <= ushort.MaxValue ? (int)number : 0,
        Protocol = port.Protocol.IsMissingOrEmpty() ? "TCP" : ShownText.Of(port.Protocol)!.ToUpperInvariant(),
    };

    /// <summary>Restarts of a container; null when not read.</summary>
    public static int? RestartCountOf(Container container) =>
        container.Properties["instanceView"]["restartCount"].AsWhole() is { } count and >= 0 and <= int.MaxValue ? (int)count : null;

    private static string KindOf(EnvironmentVariable variable, ContainerGroup group)
    {
        if (variable.Whole.IsUnresolved) return "Unknown";
        if (!variable.SecureValueReference.IsMissing) return "Reference";
        if (!variable.SecureValue.IsMissing) return "Secure";
        if (!variable.Value.IsMissingOrEmpty()) return "Clear";

        // The service gives back the name alone where the value is secure.
        return !group.IsAuthored && variable.Value.IsMissing ? "Secure" : "Empty";
    }
}
