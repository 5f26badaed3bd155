using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>A parameter of a template: its value is what is given for it, or else its default.</summary>
internal sealed class Parameter
{
    private readonly TemplateScope scope;
    private readonly SourceLocation location;
    private readonly Origins origins;
    private readonly LazySlot value;
    private readonly LazySlot given;
    private readonly LazySlot defaulted;

    /// <param name="scope">The template.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="definitions">The template's definitions.</param>
    /// <param name="argument">Evaluates what a parameter file or the outer template gives; missing where it gives nothing.</param>
    public Parameter(TemplateScope scope, Property name, Value declaration, Value definitions, Func<Value> argument)
    {
        this.scope = scope;
        Name = name.Name;
        location = name.NameLocation;
        Declaration = declaration;
        bool isSecure = TypeReference.Of(declaration, definitions, Origins.None).IsSecure;
        Type = TypeReference.Of(declaration, definitions, OriginOf(OriginKind.Parameter, isSecure: true));
        origins = OriginOf(OriginKind.Parameter, isSecure);
        string reference = $"{(scope.Path.Length == 0 ? string.Empty : scope.Path + ": ")}parameters('{Name}')";
        value = new LazySlot(reference, location, Evaluate);
        defaulted = new LazySlot(reference, location, EvaluateDefault);
        given = new LazySlot(reference, location, argument);
    }

    public string Name { get; }

    public SourceLocation Location => location;

    public Value Declaration { get; }

    public TypeReference Type { get; }

    public Value Value => value.Get(scope.Session.Evaluating);

    /// <summary>What a parameter file or the outer template gives; missing where it gives nothing.</summary>
    public Value Given => given.Get(scope.Session.Evaluating);

    /// <summary>The default as it evaluates; missing where there is none.</summary>
    public Value Default => defaulted.Get(scope.Session.Evaluating);

    private Value Evaluate()
    {
        // Null counts as not given.
        Value chosen = Choices.Map(Given, alternative => alternative.IsMissing ? Default : alternative);
        if (!chosen.IsMissing) return AddOrigins(chosen, origins);
        bool mayBeNull = Type.IsNullable || (Declaration as ObjectValue)?.Find("defaultValue") is not null;
        if (mayBeNull) return chosen.WithOrigins(origins);

        var call = new FunctionCall("parameters", [new TextLiteral(Name)]);
        var source = new EvaluatedExpression(call, scope.Context) { Type = Type };
        return new UnresolvedValue(source, [new UnresolvedCause(CauseKind.ParameterWithoutValue, Name, location)], location, origins);
    }

    private Value EvaluateDefault()
    {
        Value text = Declaration["defaultValue"];
        if (text.IsMissing) return text;
        Value evaluated = scope.Session.Evaluator.EvaluateDocument(text, scope.Context);
        return AddOrigins(evaluated, OriginOf(OriginKind.DefaultValue, Type.IsSecure));
    }

    private Value AddOrigins(Value evaluated, Origins added) =>
        Type.TaintSecureParts(Taint.Add(evaluated, added, scope.Session.Budget), scope.Session.Budget);

    private Origins OriginOf(OriginKind kind, bool isSecure) => Origins.Of(new Origin(kind, Name, isSecure, location));
}
