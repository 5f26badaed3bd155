using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expansion;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Policy;

/// <summary>A definition with values for its parameters, ready to judge resources. Not safe for concurrent use.</summary>
internal sealed class BoundPolicy
{
    private BoundPolicy(PolicyDefinition definition, TemplateScope scope) => (Definition, Scope) = (definition, scope);

    public PolicyDefinition Definition { get; }

    /// <summary>The parameters.</summary>
    public TemplateScope Scope { get; }

    /// <summary>The condition; null where it could not be read.</summary>
    public Condition? If { get; private init; }

    /// <summary>The effect.</summary>
    public required Operand Effect { get; init; }

    /// <summary>The effect as the documentation writes it, where it is the same for every resource; otherwise null.</summary>
    public string? KnownEffect { get; private init; }

    /// <summary>What of a resource decides whether the policy is about it.</summary>
    public Subjects Deciding { get; private init; }

    /// <summary>The details of the effect as they are written; missing where there are none.</summary>
    public required Value Details { get; init; }

    /// <summary>The condition that a related resource has to fulfil; null for none.</summary>
    public Condition? Existence { get; private init; }

    /// <summary>What is wrong with the definition, or with the values.</summary>
    public required IReadOnlyList<PolicyFault> Faults { get; init; }

    /// <summary>What <c>policy()</c> gives.</summary>
    public required ObjectValue Policy { get; init; }

    /// <summary>The value of a parameter; missing where there is no such parameter.</summary>
    public Value Parameter(string name) => Scope.Parameters.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value ?? MissingValue.Instance;

    /// <summary>Reads the rule of a definition with values.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="values">Values by the names of parameters, ignoring case.</param>
    /// <param name="origin">What brings it; null for the definition by itself.</param>
    public static BoundPolicy Bind(PolicyDefinition definition, IReadOnlyDictionary<string, Value> values, PolicyOrigin? origin = null)
    {
        List<PolicyFault> faults = [.. ParameterChecks.FaultsOf(definition.Parameters, values)];
        TemplateScope scope = ScopeOf(definition.Parameters, values);

        // What resource providers evaluate is written in languages of their own.
        List<PolicyFault> ofRule = [];
        var operands = new OperandCompiler(scope, ofRule);
        var compiler = new RuleCompiler(operands, definition.IsBuiltIn, ofRule);
        Condition? condition = compiler.CompileIf(definition.Rule["if"], "policyRule.if");
        Consequence then = new ConsequenceReader(definition, operands, compiler, ofRule).Read();
        if (!definition.IsOfProvider) faults.AddRange(ofRule);
        return new BoundPolicy(definition, scope)
        {
            If = condition,
            Effect = then.Effect,
            KnownEffect = then.Effect.Known is { } known ? PolicyEffects.NameOf(known) : null,
            Deciding = Applicability.Deciding(condition?.Subjects ?? Subjects.None),
            Details = then.Details,
            Existence = then.Existence,
            Faults = faults,
            Policy = (origin ?? new PolicyOrigin(definition.Id)).ToValue(),
        };
    }

    /// <summary>A definition that cannot be used at all.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="fault">Why.</param>
    /// <param name="known">The definition, where that is not what is wrong; null where there is none.</param>
    public static BoundPolicy Unusable(string name, PolicyFault fault, PolicyDefinition? known = null)
    {
        PolicyDefinition definition = known ?? new PolicyDefinition { Name = name, DisplayName = name, Mode = "All", Parameters = ObjectValue.Empty, Rule = ObjectValue.Empty, Raw = ObjectValue.Empty };
        return new BoundPolicy(definition, ScopeOf(ObjectValue.Empty, new Dictionary<string, Value>())) { Effect = Operand.Constant(MissingValue.Instance, MissingValue.Instance), Details = MissingValue.Instance, Faults = [fault], Policy = ObjectValue.Empty };
    }

    /// <summary>Parameters with values, for expressions that name them.</summary>
    public static TemplateScope ScopeOf(ObjectValue declarations, IReadOnlyDictionary<string, Value> values)
    {
        var session = new ExpansionSession(new ExpressionCache(PolicyFunctions.Translate, RuleLimits.ExpressionLength));
        var place = new TemplatePlace { CreateAzure = static scope => new AzureScope(new(scope), DeploymentLevel.ResourceGroup, null, null) };
        return new TemplateScope(session, new ObjectValue([new Property("parameters", declarations)]), place, (_, name) => values.GetValueOrDefault(name) ?? MissingValue.Instance);
    }
}
