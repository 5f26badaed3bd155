using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A secret stands in the command line of a container, which the model and the portal show.</summary>
internal sealed class CommandRule() : ContainerRule("ACI-SEC-007")
{
    public override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        Place place = container.Place.Of("command");
        if (container.Command.IsMissing)
        {
            judgement.NotApplicable(place, $"The {SecretWords.Of(container)} runs the command of its image.");
            return;
        }

        CommandSecrets.Judge(judgement, place, container.Command, $"the command of {SecretWords.Of(container)}");
        judgement.PassUnlessObjected(place, "No secret was seen in the command line.");
    }
}
