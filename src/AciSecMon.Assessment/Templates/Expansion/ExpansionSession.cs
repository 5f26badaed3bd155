using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>What all templates of one expansion share. Used by one thread at a time: <see cref="Gate"/> guards what is evaluated later.</summary>
internal sealed class ExpansionSession
{
    private int resources;

    /// <param name="expressions">The expressions, where they are not those of templates.</param>
    public ExpansionSession(ExpressionCache? expressions = null)
    {
        Expressions = expressions ?? new ExpressionCache();
        Evaluator = new Evaluator(Budget);
    }

    public Budget Budget { get; } = new();

    public ExpressionCache Expressions { get; }

    public Evaluator Evaluator { get; }

    /// <summary>Slots that are being evaluated, outermost first.</summary>
    public List<LazySlot> Evaluating { get; } = [];

    public object Gate { get; } = new();

    /// <summary>Parts that were not expanded.</summary>
    public List<UnresolvedCause> Gaps { get; } = [];

    /// <summary>Counts a resource; false where there are too many.</summary>
    public bool TryAddResource(int limit) => ++resources <= limit;

    public void AddGap(CauseKind kind, string text, SourceLocation location)
    {
        var gap = new UnresolvedCause(kind, text, location);
        if (!Gaps.Contains(gap)) Gaps.Add(gap);
    }
}
