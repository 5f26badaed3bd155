using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>A container or init container.</summary>
internal sealed class Container
{
    public required Place Place { get; init; }

    public required bool IsInit { get; init; }

    public required Value Name { get; init; }

    /// <summary>Name, or the expression for it.</summary>
    public required string DisplayName { get; init; }

    public required SourceLocation Location { get; init; }

    /// <summary>The container's <c>properties</c>.</summary>
    public required Value Properties { get; init; }

    public required Value Image { get; init; }

    public required ModelList<PortEntry> Ports { get; init; }

    public required ModelList<EnvironmentVariable> EnvironmentVariables { get; init; }

    public Value Command => Properties["command"];

    public Value LivenessProbe => Properties["livenessProbe"];

    public Value ReadinessProbe => Properties["readinessProbe"];

    public Value SecurityContext => Properties["securityContext"];

    public Value ConfigMap => Properties["configMap"];

    public Value VolumeMounts => Properties["volumeMounts"];
}

/// <summary>An environment variable.</summary>
/// <param name="Place">Place of the entry, such as <c>containers[web].environmentVariables[A]</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="DisplayName">Its name, or the expression for it.</param>
/// <param name="Whole">The entry.</param>
/// <param name="Location">Where it stands.</param>
internal sealed record EnvironmentVariable(Place Place, Value Name, string DisplayName, Value Whole, SourceLocation Location)
{
    public Value Value => Whole["value"];

    public Value SecureValue => Whole["secureValue"];

    public Value SecureValueReference => Whole["secureValueReference"];
}
