using System.Globalization;
using System.Text;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Templates.Functions;

namespace AciSecMon.Assessment.Templates.Expressions;

/// <summary>
/// Writes expressions down again: to be shown, where a string literal that is no name may be a secret and is left out; and to be compared, whole.
/// </summary>
internal readonly struct ExpressionWriter
{
    /// <summary>Longer texts help nobody and would let one expression fill a report.</summary>
    private const int ShownLimit = 1_000;

    private const string Hidden = "'...'";

    private readonly StringBuilder text = new();
    private readonly bool isShown;
    private readonly Func<FunctionCall, string?>? replace;

    private ExpressionWriter(bool isShown, Func<FunctionCall, string?>? replace)
    {
        this.isShown = isShown;
        this.replace = replace;
    }

    /// <summary>The expression as it may be shown.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="replace">Gives the text that is shown in place of a call; null for the call itself.</param>
    public static string Shown(Expression expression, Func<FunctionCall, string?>? replace = null)
    {
        var writer = new ExpressionWriter(isShown: true, replace);
        writer.Write(expression, isName: false);
        if (writer.text.Length <= ShownLimit) return writer.text.ToString();
        return writer.text.ToString(0, ShownLimit) + "...";
    }

    /// <summary>The expression whole, with names of functions and of what they name in lower case. Holds literals: never to be shown.</summary>
    public static string Canonical(Expression expression)
    {
        var writer = new ExpressionWriter(isShown: false, replace: null);
        writer.Write(expression, isName: false);
        return writer.text.ToString();
    }

    private void Write(Expression expression, bool isName)
    {
        if (isShown && text.Length > ShownLimit) return;
        switch (expression)
        {
            case TextLiteral literal:
                WriteText(literal.Text, isName);
                break;
            case NumberLiteral { Whole: { } whole }:
                text.Append(whole.ToString(CultureInfo.InvariantCulture));
                break;
            case NumberLiteral number:
                text.Append(number.Real.ToString("R", CultureInfo.InvariantCulture));
                break;
            case FunctionCall call:
                WriteCall(call);
                break;
            case AccessChain chain:
                WriteChain(chain);
                break;
        }
    }

    private void WriteText(string literal, bool isName)
    {
        // Nothing keeps people from putting a secret where a name belongs.
        if (isShown && (!isName || SecretShapes.KindOf(literal) is not null))
        {
            text.Append(literal.Length == 0 ? "''" : Hidden);
            return;
        }

        string written = isName && !isShown ? literal.ToLowerInvariant() : literal;
        text.Append('\'').Append(written.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
    }

    private void WriteCall(FunctionCall call)
    {
        if (replace?.Invoke(call) is { } replaced)
        {
            text.Append(replaced);
            return;
        }

        text.Append(isShown ? call.Name : call.Name.ToLowerInvariant()).Append('(');
        NamePositions names = call.Definition?.Names ?? NamePositions.None;
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            if (i > 0) text.Append(isShown ? ", " : ",");
            Write(call.Arguments[i], IsName(names, i, call.Arguments.Length));
        }

        text.Append(')');
    }

    private void WriteChain(AccessChain chain)
    {
        Write(chain.Target, isName: false);
        foreach (Accessor step in chain.Steps)
        {
            if (isShown && text.Length > ShownLimit) return;
            if (step.Index is null)
            {
                text.Append(step.IsSafe ? ".?" : ".").Append(isShown ? step.Name : step.Name!.ToLowerInvariant());
                continue;
            }

            text.Append(step.IsSafe ? "[?" : "[");
            Write(step.Index, isName: true);
            text.Append(']');
        }
    }

    private static bool IsName(NamePositions names, int index, int count) => names switch
    {
        NamePositions.All => true,
        NamePositions.AllButLast => index < count - 1,
        NamePositions.FromSecond => index > 0,
        _ => false,
    };
}
