using System.Runtime.CompilerServices;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>
/// What one expansion may cost. A template is a program that others wrote: within a few lines it can ask for more text, items or steps than a machine
/// has. Far above what the service itself would deploy (4 MB, 800 resources).
/// </summary>
internal sealed class Budget
{
    /// <summary>Expressions and values looked at. A second of work; the largest real templates take a fiftieth.</summary>
    public const int StepLimit = 3_000_000;

    /// <summary>Items and properties put into arrays and objects.</summary>
    public const int PartLimit = 2_000_000;

    /// <summary>Characters of text made. Sixteen times the largest template that the service takes.</summary>
    public const int TextLimit = 64 * 1024 * 1024;

    /// <summary>Characters of text searched or copied from.</summary>
    public const long ReadLimit = 1024L * 1024 * 1024;

    /// <summary>How deep evaluations may stand in each other, through variables, parameters and nested deployments.</summary>
    public const int DepthLimit = 1_000;

    private long steps;
    private long parts;
    private long text;
    private long read;
    private int depth;

    /// <summary>Stops the work; no longer asked once the expansion has been handed over.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>True where a limit was reached; from then on everything is unresolved.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Counts a step that goes one level deeper. False where there is nothing left; <see cref="Leave"/> is then not called.</summary>
    public bool TryEnter()
    {
        if (!TryTake(1)) return false;
        if (depth >= DepthLimit || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) return false;
        depth++;
        return true;
    }

    public void Leave() => depth--;

    /// <summary>Counts items or properties that are about to be made.</summary>
    public bool TryMakeParts(int count)
    {
        parts += count;
        return TryTake(count) && (parts <= PartLimit || Spend());
    }

    /// <summary>Counts items that are looked at.</summary>
    public bool TryTake(int count)
    {
        long before = steps;
        steps += count;
        if (before >> 12 != steps >> 12) Cancellation.ThrowIfCancellationRequested();
        return !IsSpent && (steps <= StepLimit || Spend());
    }

    /// <summary>Counts text that is about to be made.</summary>
    public bool TryMakeText(long characters)
    {
        text += characters;
        return !IsSpent && (text <= TextLimit || Spend());
    }

    /// <summary>Counts text that is about to be read through.</summary>
    public bool TryReadText(long characters)
    {
        read += characters;
        return !IsSpent && (read <= ReadLimit || Spend());
    }

    private bool Spend()
    {
        IsSpent = true;
        return false;
    }
}
