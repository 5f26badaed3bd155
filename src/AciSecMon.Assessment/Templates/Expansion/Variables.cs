using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>The variables of a template. Each is evaluated when it is first asked for.</summary>
internal sealed class Variables
{
    private readonly TemplateScope scope;
    private readonly Dictionary<string, LazySlot> slots = new(StringComparer.OrdinalIgnoreCase);

    public Variables(TemplateScope scope, Value declarations)
    {
        this.scope = scope;
        if (declarations is not ObjectValue obj) return;
        foreach (Property property in obj.Properties)
        {
            if (PropertyCopy.Is(property)) AddCopies(property.Value);
            else Add(property.Name, property.NameLocation, () => Evaluator.EvaluateDocument(property.Value, scope.Context));
        }
    }

    private Evaluator Evaluator => scope.Session.Evaluator;

    /// <summary>The value of a variable; null where there is none of that name.</summary>
    public Value? Find(string name) => slots.GetValueOrDefault(name)?.Get(scope.Session.Evaluating);

    private void AddCopies(Value copies)
    {
        foreach (Value item in copies.Items)
        {
            if (item is ObjectValue copy && copy["name"].AsText() is { } name) Add(name, copy.Location, () => PropertyCopy.Expand(Evaluator, copy, name, scope.Context));
        }
    }

    private void Add(string name, SourceLocation location, Func<Value> evaluate) =>
        slots[name] = new LazySlot($"{(scope.Path.Length == 0 ? string.Empty : scope.Path + ": ")}variables('{name}')", location, evaluate);
}
