using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Containers of a stored group: values of variables and words of commands are never in it.</summary>
internal static class StoredContainer
{
    public static ObjectValue ToCanonical(ObjectValue container, StoredReader reader)
    {
        List<Property> properties =
        [
            new("image", reader.ScalarOf(container["Image"], "image")),
            new("ports", reader.ListOf(container["Port"], "ports", item => PortOf(item, reader))),
            new("environmentVariables", reader.ListOf(container["EnvironmentVariable"], "environmentVariables", item => VariableOf(item, reader))),
        ];
        if (container["CommandLength"] is NumberValue { Whole: 0 }) properties.Add(new("command", reader.Absent("command")));
        List<Property> requests = [];
        if (container["Cpu"] is NumberValue cpu) requests.Add(new("cpu", cpu));
        if (container["MemoryInGB"] is NumberValue memory) requests.Add(new("memoryInGB", memory));
        if (requests.Count > 0)
        {
            var known = new ObjectValue(requests, reader.OpenRest("requests"), container.Location);
            properties.Add(new("resources", new ObjectValue([new("requests", known)], reader.Unknown("resources"), container.Location)));
        }

        return new ObjectValue(
            [new("name", reader.ScalarOf(container["Name"], "name")), new("properties", new ObjectValue(properties, reader.Unknown("properties"), container.Location))],
            location: container.Location);
    }

    /// <summary>A port, as an object or, as JSON writers cut it, as text like <c>443/TCP</c>.</summary>
    public static Value PortOf(Value item, StoredReader reader)
    {
        Value port = item["Port"];
        Value protocol = item["Protocol"];
        if (item is StringValue text && text.Text.Split('/') is [string number, string name])
        {
            port = new StringValue(number, item.Location);
            protocol = new StringValue(name, item.Location);
        }

        // 0 stands for a port that could not be resolved.
        return new ObjectValue([new("port", port.AsWhole() is > 0 ? port : reader.Unknown("port")), new("protocol", protocol)], location: item.Location);
    }

    private static ObjectValue VariableOf(Value item, StoredReader reader)
    {
        Value name = item["Name"];
        string? kind = item["Kind"].AsText();
        if (item is StringValue text && text.Text.EndsWith(')') && text.Text.LastIndexOf(" (", StringComparison.Ordinal) is var at and > 0)
        {
            name = new StringValue(text.Text[..at], item.Location);
            kind = text.Text[(at + 2)..^1];
        }

        List<Property> variable = [new("name", reader.ScalarOf(name, "name"))];
        switch (kind)
        {
            case "Clear":
                variable.Add(new("value", reader.Unknown("value")));
                break;
            case "Secure":
                variable.Add(new("secureValue", reader.Unknown("secureValue")));
                break;
            case "Reference":
                variable.Add(new("secureValueReference", reader.Unknown("secureValueReference")));
                break;
            case "Empty":
                break;
            default:
                return new ObjectValue(variable, reader.Unknown("environmentVariables"), item.Location);
        }

        return new ObjectValue(variable, location: item.Location);
    }
}
