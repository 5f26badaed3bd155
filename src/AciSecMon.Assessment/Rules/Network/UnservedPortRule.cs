using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>A port is public that no container listens on. Init containers have no ports.</summary>
internal sealed class UnservedPortRule() : PublicPortRule("ACI-NET-007")
{
    protected override void JudgePorts(ContainerGroup group, Exposure exposure, Place place, Judgement judgement)
    {
        var served = new HashSet<long>();
        var servedExpressions = new HashSet<string>(StringComparer.Ordinal);
        Value? open = group.Containers.Rest;
        foreach (Container container in group.Containers.Items.Where(static c => !c.IsInit))
        {
            open ??= container.Ports.Rest;
            foreach (PortEntry entry in container.Ports.Items)
            {
                if (entry.Port.AsWhole() is { } port)
                {
                    served.Add(port);
                    continue;
                }

                open ??= entry.Port;
                if (ValueText.ExpressionOf(entry.Port) is { } expression) servedExpressions.Add(expression);
            }
        }

        foreach (PortEntry entry in group.IpAddress.Ports.Items)
        {
            bool isServed = entry.Port.AsWhole() is { } port ? served.Contains(port) : ValueText.ExpressionOf(entry.Port) is { } e && servedExpressions.Contains(e);
            if (!isServed) JudgeUnserved(entry, open, exposure, judgement);
        }

        if (group.IpAddress.Ports.Rest is { } rest) ReportOpen(place, rest, "Whether every public port is served", judgement);
        judgement.PassUnlessObjected(place, "Every public port is served by a container.");
    }

    private static void JudgeUnserved(PortEntry entry, Value? open, Exposure exposure, Judgement judgement)
    {
        Place place = entry.Place.Of("port");
        if (entry.Port.AsWhole() is not { } port)
        {
            ReportOpen(place, entry.Port, "Whether every public port is served", judgement);
        }
        else if (open is not null)
        {
            string question = string.Create(CultureInfo.InvariantCulture, $"Whether a container serves port {port}");
            ReportOpen(place, open, question, judgement);
        }
        else
        {
            string what = string.Create(CultureInfo.InvariantCulture, $"port {port}");
            FailIfPublic(exposure, Number(entry), what, ", but no container listens on it", "A port of a container", judgement);
        }
    }
}
