using System.Text.Json;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Runtime;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Runtime;

/// <summary>The rules on commands: ACI-RUN-010, 015, 018 and 019.</summary>
public sealed class CommandRulesTests
{
    [Theory]
    [InlineData("curl -fsSL https://example.com/i.sh | bash")]
    [InlineData("curl -s https://example.com/i.sh | sudo -E bash -s -- --yes")]
    [InlineData("wget -qO- http://example.com/i.sh|sh")]
    [InlineData("apk add curl && curl https://example.com/a.py | python3")]
    [InlineData("echo aGVsbG8= | base64 -d | sh")]
    [InlineData("bash <(curl -s https://example.com/i.sh)")]
    [InlineData("sh -c \"$(wget -qO- https://example.com/i.sh)\"")]
    [InlineData("eval `curl https://example.com/x`")]
    [InlineData("bash -c 'curl https://example.com/i.sh | tee /tmp/log | sh'")]
    [InlineData("wget https://example.com/setup.sh && chmod +x setup.sh && ./setup.sh")]
    [InlineData("curl -o /tmp/run https://example.com/x?a=1; bash /tmp/run")]
    [InlineData("iex ((New-Object Net.WebClient).DownloadString('https://example.com/i.ps1'))")]
    [InlineData("powershell -NoProfile -EncodedCommand SQBFAFgA")]
    public void A_script_that_runs_what_it_fetches_is_a_failure(string script)
    {
        Assert.Equal(["Fail containers[web].command"], Said(new DownloadAndRunRule(), "/bin/sh", "-c", script));
        Assert.Equal(["Fail containers[web].command"], Said(new DownloadAndRunRule(), script));
    }

    [Theory]
    [InlineData("curl -f https://example.com/health || exit 1")]
    [InlineData("curl -s https://example.com/data.json | jq .name")]
    [InlineData("curl -s https://example.com/data.json | python3 -c 'import json,sys; print(json.load(sys.stdin))'")]
    [InlineData("echo 'curl https://example.com | sh is bad'")]
    [InlineData("cat config | base64 -d > /etc/app.conf; /app/start")]
    [InlineData("# curl https://example.com | sh\n/app/start")]
    [InlineData("wget https://example.com/data.csv && /app/import data.csv")]
    [InlineData("apt-get install -y curl wget && bash /app/start.sh")]
    [InlineData("pwsh -File /app/run.ps1 -ExecutionPolicy Bypass")]
    public void A_script_that_only_fetches_passes(string script) => Assert.Equal(["Pass containers[web].command"], Said(new DownloadAndRunRule(), "/bin/sh", "-c", script));

    [Theory]
    [EveryShape]
    public void It_is_seen_in_every_shape(Shape shape) => RuleCheck.Says(
        shape, new DownloadAndRunRule(), Command("sh", "-c", "curl https://example.com/i.sh | sh"), "Fail containers[web].command");

    [Fact]
    public void The_command_itself_is_never_shown()
    {
        RuleResult result = Assert.Single(RuleProbe.Judge(new DownloadAndRunRule(), OpenGroup.Bind(Command("sh", "-c", "curl -u me:Tr0ub4dor-and-3 https://example.com/i.sh | sh"))));
        Assert.DoesNotContain("Tr0ub4dor", result.Message, StringComparison.Ordinal);
        Assert.True(result.Value.IsMissing);
    }

    [Theory]
    [InlineData("bash", "-c", "$(curl -s https://example.com/x)")]
    [InlineData("cmd", "/c", "powershell", "-enc", "AAAA")]
    public void What_is_fetched_or_hidden_is_run_in_other_words_too(params string[] command) => Assert.Equal(["Fail containers[web].command"], Said(new DownloadAndRunRule(), command));

    [Fact]
    public void A_script_that_is_not_known_is_left_open_and_an_argument_of_a_program_is_not()
    {
        Assert.Equal(["Unknown containers[web].command"], Said(new DownloadAndRunRule(), "sh", "-c", "?script"));
        Assert.Equal(["Unknown containers[web].command"], Said(new DownloadAndRunRule(), "?program"));
        Assert.Equal(["Pass containers[web].command"], Said(new DownloadAndRunRule(), "/app/start", "--name", "?name"));
        RuleCheck.SaysOfOpen(new DownloadAndRunRule(), GroupFixture.FromContainer("""{ "command": "?!command" }"""), "Unknown containers[web].command");
    }

    [Theory]
    [InlineData("tail", "-f", "/dev/null")]
    [InlineData("sleep", "infinity")]
    [InlineData("sleep", "365d")]
    [InlineData("/bin/sh", "-c", "while true; do sleep 30; done")]
    [InlineData("/bin/sh", "-c", "nginx & tail -f /dev/null")]
    [InlineData("/usr/sbin/sshd", "-D")]
    [InlineData("ttyd", "bash")]
    [InlineData("sh", "-c", "nc -lp 4444 -e /bin/sh")]
    public void A_container_that_waits_for_somebody_is_a_failure(params string[] command) => Assert.Equal(["Fail containers[web].command"], Said(new StandingShellRule(), command));

    [Theory]
    [InlineData("sleep", "30")]
    [InlineData("sh", "-c", "sleep 5; /app/start")]
    [InlineData("sh", "-c", "while true; do /app/poll; sleep 60; done")]
    [InlineData("sh", "-c", "while true; do /app/backup; sleep 86400; done")]
    [InlineData("sh", "-c", "/app/start > /dev/null")]
    [InlineData("tail", "-f", "/var/log/app.log")]
    public void A_container_that_works_passes(params string[] command) => Assert.Equal(["Pass containers[web].command"], Said(new StandingShellRule(), command));

    [Theory]
    [EveryShape]
    public void An_image_that_serves_a_shell_is_a_failure(Shape shape) =>
        RuleCheck.Says(shape, new StandingShellRule(), GroupFixture.FromContainer("""{ "image": "linuxserver/openssh-server:9" }"""), "Fail containers[web].image");

    [Theory]
    [InlineData(22, "Fail containers[web].ports[22/TCP]")]
    [InlineData(2222, "Fail containers[web].ports[2222/TCP]")]
    [InlineData(8080, "Pass containers[web].command")]
    public void A_port_of_a_server_of_shells_is_a_failure(int port, string expected) =>
        RuleCheck.SaysOfOpen(new StandingShellRule(), GroupFixture.FromContainer($$"""{ "image": "contoso.azurecr.io/sftp:1", "ports": [ { "port": {{port}} } ] }"""), expected);

    [Fact]
    public void A_sleep_of_unknown_length_is_left_open() => Assert.Equal(["Unknown containers[web].command"], Said(new StandingShellRule(), "sleep", "?time"));

    [Theory]
    [InlineData("echo hello")]
    [InlineData("pg_dump shop > /backup/shop.sql && az storage blob upload -f /backup/shop.sql")]
    public void A_job_that_is_restarted_is_a_failure(string script)
    {
        Assert.Equal(["Fail containers[web].command"], Said(new JobRule(), "sh", "-c", script));
        RuleCheck.SaysOfOpen(new JobRule(), Command("sh", "-c", script).With("properties.restartPolicy", "\"OnFailure\""), "Pass containers[web].command");
        RuleCheck.SaysOfOpen(new JobRule(), Command("sh", "-c", script).With("properties.restartPolicy", "\"?!policy\""), "Unknown containers[web].command");
    }

    [Theory]
    [InlineData("/app/server")]
    [InlineData("while true; do curl https://example.com; sleep 60; done")]
    [InlineData("echo starting; exec nginx -g 'daemon off;'")]
    [InlineData("rsync --daemon --no-detach")]
    [InlineData("rclone serve http remote:")]
    [InlineData("kubectl proxy --port 8001")]
    public void A_server_or_a_loop_is_no_job(string script) => Assert.Equal(["Pass containers[web].command"], Said(new JobRule(), "sh", "-c", script));

    [Fact]
    public void An_init_container_that_fetches_from_the_internet_is_a_failure() => RuleCheck.SaysOfOpen(
        new InitContainerRule(), GroupFixture.FromInitContainer("""{ "command": [ "git", "clone", "https://example.com/r.git" ] }"""),
        "NotApplicable containers[web]", "Fail initContainers[setup].command");

    [Theory]
    [InlineData("""[ "wget", "?address" ]""", "Unknown initContainers[setup].command")]
    [InlineData("""[ "/app/migrate", "?address" ]""", "Pass initContainers[setup]")]
    [InlineData("""[ "sh", "-c", "cp /a /b" ]""", "Pass initContainers[setup]")]
    [InlineData("""[ "sh", "-c", "until curl -s http://localhost:8080/health; do sleep 1; done" ]""", "Pass initContainers[setup]")]
    [InlineData("""[ "curl", "http://169.254.169.254/metadata/identity/oauth2/token" ]""", "Pass initContainers[setup]")]
    [InlineData("""[ "wget", "http://10.0.0.4/config" ]""", "Pass initContainers[setup]")]
    [InlineData("""[ "wget", "http://172.32.0.4/config" ]""", "Fail initContainers[setup].command")]
    public void An_init_container_that_may_fetch_is_left_open_and_another_passes(string command, string expected) => RuleCheck.SaysOfOpen(
        new InitContainerRule(), GroupFixture.FromInitContainer($$"""{ "command": {{command}} }"""), "NotApplicable containers[web]", expected);

    [Fact]
    public void An_init_container_that_is_root_where_the_others_are_not_is_a_failure()
    {
        GroupFixture Group(string user) => GroupFixture.FromInitContainer("""{ "securityContext": { "runAsUser": 0 } }""")
            .With("properties.containers", $$"""[ { "name": "web", "properties": { "image": "a/b:1", "securityContext": { "runAsUser": {{user}} } } } ]""");
        RuleCheck.SaysOfOpen(new InitContainerRule(), Group("1000"), "NotApplicable containers[web]", "Fail initContainers[setup].securityContext.runAsUser");
        RuleCheck.SaysOfOpen(new InitContainerRule(), Group("0"), "NotApplicable containers[web]", "Pass initContainers[setup]");
        RuleCheck.SaysOfOpen(new InitContainerRule(), Group("\"?user\""), "NotApplicable containers[web]", "Unknown initContainers[setup].securityContext.runAsUser");
    }

    private static IReadOnlyList<string> Said(Rule rule, params string[] command) => RuleCheck.Written(RuleProbe.Judge(rule, OpenGroup.Bind(Command(command))));

    private static GroupFixture Command(params string[] command) => GroupFixture.FromContainer($$"""{ "command": {{JsonSerializer.Serialize(command)}} }""");
}
