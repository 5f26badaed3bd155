using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>The command fetches or decodes something and runs it, so that what runs is in no image that anybody scanned.</summary>
internal sealed class DownloadAndRunRule() : ContainerRule("ACI-RUN-015")
{
    /// <summary>One of these stands in every command that the rule can fail.</summary>
    private static readonly string[] Traces =
        ["curl", "wget", "fetch", "aria2c", "base64", "base32", "xxd", "openssl", "gunzip", "zcat", "iex", "invoke-", "iwr", "irm", "powershell", "pwsh"];

    public override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        Place place = container.Place.Of("command");
        Value command = container.Command;
        if (command.IsMissing)
        {
            judgement.Pass(place, "The container runs what its image says.");
        }
        else if (CommandSteps.Mentions(command, Traces) && Downloads.HowRun(CommandSteps.Of(command)) is { } how)
        {
            // A command may hold a secret, so that it is not shown.
            judgement.Fail(place, MissingValue.Instance, $"The command of {ContainerText.Of(container)} {how}.", "What runs in the image");
        }
        else if (CommandSteps.OpenPart(command, "curl", "wget") is { } open)
        {
            judgement.Undecided(place, open, $"Whether the command of {ContainerText.Of(container)} fetches and runs something could not be decided: {ValueText.WhyOpen(open)}.", "Write command as a list of strings.");
        }
        else
        {
            judgement.Pass(place, "The command runs nothing that it fetches.");
        }
    }
}
