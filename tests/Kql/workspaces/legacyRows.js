// What the legacy tables hold where the new ones hold a row. _ResourceId and the reason are left
// empty on purpose: the reason is documented so, and whether the agent fills the id is not known, so this is the harder case.

function place(row) {
  const [, SubscriptionId, ResourceGroup] = /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\//i.exec(row._ResourceId);
  return { TimeGenerated: row.TimeGenerated, ContainerGroup_s: row.ContainerGroup, ContainerName_s: row.ContainerName, Message: row.Message, SubscriptionId, ResourceGroup };
}

function flow(row) {
  return {
    TimeGenerated: row.TimeGenerated, SubType_s: row.SubType, FlowType_s: row.FlowType, FlowStatus_s: row.FlowStatus === 'Denied' ? 'D' : 'A',
    SrcIP_s: row.SrcIp, DestIP_s: row.DestIp, SrcPublicIPs_s: row.SrcPublicIps, DestPublicIPs_s: row.DestPublicIps, DestPort_d: row.DestPort,
    L4Protocol_s: { TCP: 'T', UDP: 'U' }[row.L4Protocol] ?? row.L4Protocol, NSGRule_s: row.AclRule,
    AllowedInFlows_d: row.AllowedInFlows, AllowedOutFlows_d: row.AllowedOutFlows, DeniedInFlows_d: row.DeniedInFlows, DeniedOutFlows_d: row.DeniedOutFlows,
  };
}

function firewall(Category, msg_s) {
  return row => ({ TimeGenerated: row.TimeGenerated, _ResourceId: row._ResourceId, Category, msg_s: msg_s(row) });
}

const rule = row => (row.Rule ? `. Rule Collection: egress. Rule: ${row.Rule}` : '. No rule matched. Proceeding with default action');

export const legacyRows = {
  ContainerInstanceLog: { table: 'ContainerInstanceLog_CL', row: place },
  ContainerEvent: { table: 'ContainerEvent_CL', row: row => ({ ...place(row), Count_d: row.Count }) },
  AZFWNetworkRule: {
    table: 'AzureDiagnostics',
    row: firewall('AzureFirewallNetworkRule', row => `${row.Protocol} request from ${row.SourceIp}:50000 to ${row.DestinationIp}:${row.DestinationPort}. Action: ${row.Action}${rule(row)}`),
  },
  AZFWApplicationRule: {
    table: 'AzureDiagnostics',
    row: firewall('AzureFirewallApplicationRule', row => `${row.Protocol} request from ${row.SourceIp}:50000 to ${row.Fqdn}:${row.DestinationPort}. Action: ${row.Action}${rule(row)}`),
  },
  AZFWDnsQuery: {
    table: 'AzureDiagnostics',
    row: firewall('AzureFirewallDnsProxy', row => `DNS Request: ${row.SourceIp}:40000 - 4711 ${row.QueryType} IN ${row.QueryName} udp 60 false 512 ${row.ResponseCode} qr,rd,ra 120 0.01s`),
  },
  NTANetAnalytics: { table: 'AzureNetworkAnalytics_CL', row: flow },
};
