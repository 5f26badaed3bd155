using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>Places within a template, by names: the same whether its resources are a list or have symbolic names.</summary>
internal static class TemplatePlaces
{
    public static Place Parameter(string name, string deploymentPath) => At(deploymentPath).Of("parameters", DisplayName.Of(name));

    public static Place Output(string name, string deploymentPath) => At(deploymentPath).Of("outputs", DisplayName.Of(name));

    /// <summary>How a nested deployment is added to a sentence; empty for the outermost template.</summary>
    public static string In(string deploymentPath) => deploymentPath.Length == 0 ? string.Empty : $" of the nested deployment '{DisplayName.Of(deploymentPath)}'";

    private static Place At(string deploymentPath) => deploymentPath.Length == 0 ? Place.Root : Place.Root.Of("deployments", deploymentPath);
}
