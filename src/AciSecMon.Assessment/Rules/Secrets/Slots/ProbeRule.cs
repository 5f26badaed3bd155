using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A secret stands in a probe: in its command, its headers or its path.</summary>
internal sealed class ProbeRule() : ContainerRule("ACI-SEC-008")
{
    public override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        if (container.IsInit)
        {
            judgement.NotApplicable(container.Place, "Init containers have no probes.");
            return;
        }

        if (container.LivenessProbe.IsMissing && container.ReadinessProbe.IsMissing)
        {
            judgement.NotApplicable(container.Place, $"The {SecretWords.Of(container)} has no probes.");
            return;
        }

        JudgeProbe(container.LivenessProbe, container.Place.Of("livenessProbe"), $"the liveness probe of {SecretWords.Of(container)}", judgement);
        JudgeProbe(container.ReadinessProbe, container.Place.Of("readinessProbe"), $"the readiness probe of {SecretWords.Of(container)}", judgement);
        judgement.PassUnlessObjected(container.Place, "No secret was seen in the probes.");
    }

    private static void JudgeProbe(Value probe, Place place, string what, Judgement judgement)
    {
        if (probe.IsUnresolved)
        {
            judgement.Unknown(place, probe, $"Whether {what} holds a secret could not be decided: {ValueText.WhyOpen(probe)}.");
            return;
        }

        CommandSecrets.Judge(judgement, place.Of("exec").Of("command"), probe["exec"]["command"], $"the command of {what}");
        Value get = probe["httpGet"];
        ClearSlots.Judge(judgement, place.Of("httpGet").Of("path"), get["path"], $"the path of {what}");
        JudgeHeaders(get["httpHeaders"], place.Of("httpGet"), what, judgement);
    }

    private static void JudgeHeaders(Value headers, Place get, string what, Judgement judgement)
    {
        // Older versions of the API had one header as an object instead of a list.
        IReadOnlyList<Value> items = headers is ObjectValue ? [headers] : headers.Items;
        var keys = new PlaceKeys();
        foreach (Value header in items)
        {
            if (header.IsMissing) continue;
            string key = keys.Unique(PlaceKeys.ByName(header));
            Place place = get.Of("httpHeaders", key).Of("value");
            JudgeHeader(header, place, $"the header '{DisplayName.Of(key)}' of {what}", judgement);
        }

        if (headers is not ObjectValue && headers.Rest is { } rest)
        {
            judgement.Unknown(get.Of("httpHeaders"), rest, $"Not every header of {what} is known: {ValueText.WhyOpen(rest)}.");
        }
    }

    private static void JudgeHeader(Value header, Place place, string slot, Judgement judgement)
    {
        string? name = header["name"].AsText();
        Value value = header["value"];
        if (name is not null && SecretHeaders.KindOf(name, value) is { } kind && ClearSecret.ByFlow(value) is null)
        {
            judgement.FailSecret(place, value, kind, $"Everyone who can read the group can read {slot}, which carries credentials.", "No secret in clear");
        }
        else
        {
            ClearSlots.Judge(judgement, place, value, slot, name);
        }
    }
}
