namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>Every fault that lasts, on the kinds of calls of everything that reads: nothing lost silently, nothing passed that was not seen, no secret told.</summary>
[Trait("Matrix", "Faults")]
public sealed class ReadingFaultTests
{
    public static TheoryData<string, string> Lasting => Table(FaultKind.Lasting.Keys);

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task What_a_fault_hides_is_named_and_never_passed(string operation, string fault)
    {
        (Outcome right, IReadOnlyList<Target> forms) = await RightAsync(operation);
        foreach (Target target in FaultKind.FormsFor(fault, forms))
        {
            FaultWorld world = await FaultWorld.ConnectedAsync();
            world.Server.Faults.Add(FaultKind.Lasting[fault](target));

            Outcome faulty = await Operation.Reading[operation](world);

            TestContext.Current.SendDiagnosticMessage("{0}", target);
            Assert.True(world.Server.Faults.Hits > 0, $"The fault hit no call: {target}");
            try
            {
                Laws.Hold(faulty, right);
            }
            catch (Xunit.Sdk.XunitException broken)
            {
                throw new InvalidOperationException($"{target}: {broken.Message}", broken);
            }
        }
    }

    /// <summary>What an operation gives where nothing is wrong, and the kinds of calls that it makes.</summary>
    internal static async Task<(Outcome Right, IReadOnlyList<Target> Forms)> RightAsync(string operation)
    {
        FaultWorld world = await FaultWorld.ConnectedAsync();
        Outcome right = await Operation.Reading[operation](world);
        Assert.Null(right.Ended);
        Assert.NotEmpty(right.Given);
        return (right, Operation.FormsOf(world.Server.Log.Requests));
    }

    /// <summary>Every operation with every fault.</summary>
    internal static TheoryData<string, string> Table(IEnumerable<string> faults)
    {
        var table = new TheoryData<string, string>();
        foreach (string operation in Operation.Reading.Keys)
        {
            foreach (string fault in faults) table.Add(operation, fault);
        }

        return table;
    }
}
