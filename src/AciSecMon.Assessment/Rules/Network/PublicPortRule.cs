using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>A rule on the ports of a public address. It does not concern groups that have none.</summary>
internal abstract class PublicPortRule(string id) : GroupRule(id)
{
    private const string ExpectedPort = "Write a whole number from 1 to 65535 as port.";

    public sealed override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place place = group.IpAddress.Place.Of("ports");
        Exposure exposure = Exposure.Of(group);
        if (exposure.IsPublic == false) judgement.NotApplicable(place, "The group has no public IP address.");
        else JudgePorts(group, exposure, place, judgement);
    }

    /// <summary>Judges a group whose address is or may be public.</summary>
    protected abstract void JudgePorts(ContainerGroup group, Exposure exposure, Place place, Judgement judgement);

    /// <summary>Fails where the address is public, and is Unknown where that is open.</summary>
    /// <param name="exposure">Whether the address is public.</param>
    /// <param name="slot">The place and value that are bad on a public address.</param>
    /// <param name="what">What the group opens, such as <c>port 22 (SSH)</c>.</param>
    /// <param name="because">Ends the sentence: what is bad about it.</param>
    /// <param name="expected">What the rule asks for.</param>
    /// <param name="judgement">Takes the result.</param>
    /// <param name="severity">The severity where it differs from the rule's.</param>
    protected static void FailIfPublic(
        Exposure exposure, (Place Place, Value Value) slot, string what, string because, string expected, Judgement judgement, AciSeverity? severity = null)
    {
        if (exposure.IsPublic == true) judgement.Fail(slot.Place, slot.Value, $"The group opens {what} on its public IP address{because}.", expected, severity);
        else judgement.Undecided(slot.Place, exposure.Deciding, $"The group opens {what} on its IP address, which may be public{because}.", Exposure.Expected);
    }

    /// <summary>The place and value of a port's number.</summary>
    protected static (Place Place, Value Value) Number(PortEntry entry) => (entry.Place.Of("port"), entry.Port);

    /// <summary>The first port that is not known, or what stands for further ports; null where all are known.</summary>
    protected static Value? OpenPort(ModelList<PortEntry> ports) =>
        ports.Items.FirstOrDefault(static p => p.Port.AsWhole() is null)?.Port ?? ports.Rest;

    /// <summary>A port that is not known leaves the rule open.</summary>
    protected static void ReportOpenPorts(ModelList<PortEntry> ports, Place place, string question, Judgement judgement)
    {
        foreach (PortEntry entry in ports.Items)
        {
            if (entry.Port.AsWhole() is null) ReportOpen(entry.Place.Of("port"), entry.Port, question, judgement);
        }

        if (ports.Rest is { } rest) judgement.Undecided(place, rest, $"{question} could not be decided: not all ports are known.", ExpectedPort);
    }

    /// <summary>A value that is not known leaves the rule open.</summary>
    protected static void ReportOpen(Place place, Value value, string question, Judgement judgement) => judgement.Undecided(
        place, value, $"{question} could not be decided: {ValueText.WhyOpen(value)}.", ExpectedPort);
}
